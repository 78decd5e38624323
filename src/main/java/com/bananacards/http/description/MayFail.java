package com.bananacards.http.description;

import com.bananacards.http.ProblemType;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The problems that this operation alone may answer with; those of every operation are added to the document. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.CLASS)
public @interface MayFail {

    ProblemType[] value();
}
