package dev.weft.internal.loop;

/** Who runs the jobs of a loop in debug mode, in order to time them. */
public interface JobWatch {

    /** Runs the job, and looks how long it takes. */
    void run(Job job);

    /** For implementations outside this package: does the job's work. */
    static void runPlainly(Job job) {
        job.run();
    }
}
