/**
 * The first stage: which classes and methods are woven, and which are refused.
 */
@NullMarked
package dev.weft.agent.transform.scan;

import org.jspecify.annotations.NullMarked;
