package org.patchbay.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The bounds of a number that a lesson writes, both inclusive. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Between {
    int from();

    int to() default Integer.MAX_VALUE;

    /** The number if the lesson leaves it out; needed by default, unless the component is optional. */
    int otherwise() default Integer.MIN_VALUE;
}
