/**
 * The Java agent: options, installation and the transformer that weaves classes.
 */
@NullMarked
package dev.weft.agent;

import org.jspecify.annotations.NullMarked;
