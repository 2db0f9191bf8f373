package dev.weft.internal.probe;

import dev.weft.internal.loop.Activity;

/**
 * A variable that was read, then awaited over, then written, although another task had written it in between.
 *
 * @param variable its name, such as {@code Account.balance}
 * @param by the task or the callback that has read and written it
 * @param read where it was read
 * @param other the task or the callback that has written it in between
 * @param otherWrite where that was
 * @param write where it is written now
 */
public record Race(
        String variable,
        Activity by,
        StackTraceElement read,
        Activity other,
        StackTraceElement otherWrite,
        StackTraceElement write) {

    /**
     * Returns the race as one line.
     *
     * @param name the name of the first task
     * @param otherName the name of the other task
     */
    public String text(String name, String otherName) {
        return "RACE " + variable + ": " + name + " read it at " + at(read) + ", awaited, wrote it at " + at(write)
                + "; " + otherName + " had written it at " + at(otherWrite);
    }

    /** The method and the line, and the class in front if it is not that of the variable. */
    private String at(StackTraceElement place) {
        String type = simpleName(place.getClassName());
        String owner = variable.startsWith(type + ".") ? "" : type + ".";
        return owner + place.getMethodName() + ":" + place.getLineNumber();
    }

    static String simpleName(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }
}
