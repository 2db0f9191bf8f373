/**
 * Weaving when a program is built: directories and jars in place of classes that are being loaded.
 */
@NullMarked
package dev.weft.agent.build;

import org.jspecify.annotations.NullMarked;
