/**
 * Checks of source code, which run inside a compiler that has {@code weft-agent.jar} on its processor path. They use the
 * messages of the weaver and report what a declaration or an expression shows; what only bytecode shows stays with
 * {@code weave} and the agent.
 */
@NullMarked
package dev.weft.agent.processor;

import org.jspecify.annotations.NullMarked;
