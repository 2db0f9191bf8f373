package dev.weft.internal.probe;

import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** The facts that are known of the activations of Weft's own coroutines. */
public interface WeftFrames {

    /** Tells whether one touches nothing but itself, before and behind what it awaits: such as that of {@code sleep}. */
    boolean touchesNothing(Frame<?> frame);

    /** Returns the lambda that one calls when it begins, or null. */
    @Nullable
    Object lambdaOf(Frame<?> frame);
}
