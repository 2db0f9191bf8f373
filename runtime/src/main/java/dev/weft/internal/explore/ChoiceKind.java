package dev.weft.internal.explore;

/** The kind of a choice: each has a budget of its own. */
enum ChoiceKind {
    /** Which of the ready jobs runs next, or that time passes before. */
    ORDER,
    /** Whether a task is cancelled. */
    CANCEL,
    /** Whether, and how, a call goes wrong. */
    FAULT
}
