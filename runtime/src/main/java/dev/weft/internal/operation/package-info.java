/**
 * The coroutines and futures behind {@code gather}, {@code shield}, {@code waitFor}, {@code timeout}, task groups,
 * {@code asCompleted} and {@code toThread}.
 */
@NullMarked
package dev.weft.internal.operation;

import org.jspecify.annotations.NullMarked;
