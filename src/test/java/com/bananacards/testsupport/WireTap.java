package com.bananacards.testsupport;

import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/** Notes every card number and PIN that a test sends, to the service or to the sandbox's control. */
final class WireTap implements Filter {

    private WireTap() {}

    /** From now on, and until somebody resets RestAssured. */
    static void listen() {
        if (RestAssured.filters().stream().noneMatch(WireTap.class::isInstance)) {
            RestAssured.filters(new WireTap());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification response,
            FilterContext context) {
        Object body = request.getBody();
        Evidence.ofThisRun().noteSecretsIn(request.getURI() + "\n" + body);
        return context.next(request, response);
    }
}
