package com.bananacards.operations;

import io.smallrye.mutiny.Uni;

/** Makes the plan of a held operation anew, out of what is recorded of it: the process that held it may be gone. */
public interface Resumption {

    /** The kind that this resumes. */
    OperationKind kind();

    /** The same plan as a new request's, with all of its checks. */
    Uni<Plan> plan(Operation held);
}
