package dev.weft.internal.context;

import org.jspecify.annotations.Nullable;

/** The context of one activity that has bridged variables. */
final class BridgedContext extends ContextCell {

    BridgedContext(@Nullable Object context) {
        super(context);
    }
}
