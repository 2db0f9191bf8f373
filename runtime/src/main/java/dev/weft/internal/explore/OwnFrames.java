package dev.weft.internal.explore;

import dev.weft.abi.Frame;
import dev.weft.internal.operation.CompletedFrame;
import dev.weft.internal.operation.LambdaFrame;
import dev.weft.internal.operation.SleepFrame;
import dev.weft.internal.probe.WeftFrames;
import org.jspecify.annotations.Nullable;

/** The activations of Weft's own coroutines of which it is known what they touch. */
final class OwnFrames implements WeftFrames {

    @Override
    public boolean touchesNothing(Frame<?> frame) {
        return frame instanceof SleepFrame || frame instanceof CompletedFrame || frame instanceof LambdaFrame;
    }

    @Override
    public @Nullable Object lambdaOf(Frame<?> frame) {
        return frame instanceof LambdaFrame<?> lambda ? lambda.body() : null;
    }
}
