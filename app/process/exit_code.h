// What the program ends with; documented in --help.
#pragma once

namespace timecoin {

struct ExitCode {
    static constexpr int kOk = 0;          ///< stopped in order, or the demo did all it promised
    static constexpr int kDemoFailed = 1;  ///< the demo waited in vain; it says for what
    static constexpr int kUsage = 2;       ///< command line, configuration, key or network file
    static constexpr int kFatal = 3;       ///< the node cannot run, or cannot go on
    static constexpr int kNotStopped = 4;  ///< told to stop, it did not within five seconds
};

}  // namespace timecoin
