package io.howdah.app.stage;

/** Hears what a stage is doing. */
public interface Progress {

    /** Hears nothing. */
    Progress NONE = new Progress() {
        @Override
        public Step begin(String title) {
            return Step.NONE;
        }

        @Override
        public void note(String text) {
            // Nobody listens.
        }
    };

    /** A step begins; it ends when it is closed. */
    Step begin(String title);

    /** Something worth knowing that is not an error. */
    void note(String text);

    /** A step under way; its methods may be called from several threads. */
    interface Step extends AutoCloseable {

        /** Nobody listens. */
        Step NONE = new Step() {
            @Override
            public void at(double share, String detail) {
                // Nobody listens.
            }

            @Override
            public void result(String text) {
                // Nobody listens.
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };

        /** So much of it is done, from 0 to 1; not a number where that is not known. */
        void at(double share, String detail);

        /** What came of it, in a few words; a step that is closed without a result failed. */
        void result(String text);

        @Override
        void close();
    }
}
