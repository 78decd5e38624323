package com.bananacards.http.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;

import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.jboss.jandex.IndexView;

/** Completes the OpenAPI document from the classes that it describes. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {

    private final IndexView index;

    public ApiDescription(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        new RecordSchemas(index, api.getComponents()).complete();
        CommandResponses.addTo(api.getComponents());
        ProblemResponses problems = new ProblemResponses(index);
        problems.addTo(api.getComponents());
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> complete(operation, problems));
    }

    private static void complete(Operation operation, ProblemResponses problems) {
        Parameters.describe(operation);
        CommandResponses.describe(operation);
        problems.describe(operation);
    }
}
