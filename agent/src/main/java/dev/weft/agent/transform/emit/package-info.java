/**
 * The stage that writes the woven methods and their frame classes.
 */
@NullMarked
package dev.weft.agent.transform.emit;

import org.jspecify.annotations.NullMarked;
