/** The commands that look into another JVM, and the answers that the agent gives there. */
@NullMarked
package dev.weft.agent.console;

import org.jspecify.annotations.NullMarked;
