package com.bananacards.testsupport;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

import java.net.URI;
import java.util.List;

/** Holds every answer that any test gets from the API against its description. */
final class ContractWatch implements Filter {

    private static final ApiContract CONTRACT = ApiContract.ofFile();

    private ContractWatch() {}

    /** From now on, and until somebody resets RestAssured. */
    static void begin() {
        if (RestAssured.filters().stream().noneMatch(ContractWatch.class::isInstance)) {
            RestAssured.filters(new ContractWatch());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification response,
            FilterContext context) {
        Response answer = context.next(request, response);
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith("/v1/") || path.startsWith("/webhooks/")) {
            List<String> faults = CONTRACT.faults(
                    request.getMethod(),
                    path,
                    new ApiContract.Answer(
                            answer.statusCode(), answer.contentType(), answer.asString()));
            if (!faults.isEmpty()) {
                throw new AssertionError("%s %s: %s\n%s"
                        .formatted(request.getMethod(), path, faults, answer.asString()));
            }
        }
        return answer;
    }
}
