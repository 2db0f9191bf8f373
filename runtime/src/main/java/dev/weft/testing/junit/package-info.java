/** Test methods that await, for JUnit 5.11 and newer. JUnit itself is needed only where they are run. */
@NullMarked
package dev.weft.testing.junit;

import org.jspecify.annotations.NullMarked;
