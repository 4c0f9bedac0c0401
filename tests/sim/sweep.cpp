#include "tests/sim/sweep.h"

#include "tests/sim/minimise.h"
#include "tests/sim/simulation.h"

#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

namespace timecoin::sim {

namespace {

using Count = unsigned long long;

struct Tally {
    Count runs = 0;
    Count restarts = 0;  ///< after a death at the point
    Count again = 0;     ///< and while it started again
    Count failures = 0;
};

class Sweep {
public:
    Sweep(const Options& options, void (*running)(const RunOptions&))
        : m_options(options),
          m_running(running),
          m_points(options.runs.front().point ? std::vector{*options.runs.front().point}
                                              : allCrashPoints()),
          m_tallies(m_points.size()) {}

    int run() {
        std::vector<std::thread> threads;
        for (std::uint32_t i = 1; i < m_options.jobs; ++i) threads.emplace_back([this] { work(); });
        work();
        for (std::thread& thread : threads) thread.join();
        return tell();
    }

private:
    void work() {
        while (!m_stopped) {
            const std::size_t next = m_next++;
            if (next >= m_points.size()) return;
            reach(m_points[next], m_tallies[next]);
        }
    }

    /// The seeds of a point are its own: what others did changes nothing.
    void reach(const CrashPoint& point, Tally& tally) {
        for (RunOptions run : m_options.runs) {
            if (m_stopped || tally.restarts >= m_options.restarts) return;
            run.point = point;
            m_running(run);
            const RunReport report = Simulation(run).run();
            ++tally.runs;
            tally.restarts += report.deaths;
            tally.again += report.again;
            if (!report.failure) continue;
            ++tally.failures;
            failed(run, *report.failure);
        }
    }

    void failed(const RunOptions& run, const std::string& failure) {
        const std::lock_guard lock(m_printing);
        if (m_stopped) return;
        m_stopped = m_options.stopAtFirst;
        std::printf("FAILED seed %llu: %s\n  replay: timecoin-sim %s --trace\n",
                    static_cast<Count>(run.seed), failure.c_str(), commandOf(run).c_str());
        std::fflush(stdout);
        if (!m_options.minimise || m_made++ != 0) return;
        const Minimised small = minimise(run, failure, [this](const RunOptions& candidate) {
            m_running(candidate);
            return Simulation(candidate).run().failure;
        });
        std::printf("  small after %u runs: timecoin-sim %s --trace\n  %s\n", small.tried,
                    commandOf(small.run).c_str(), small.failure.c_str());
        std::fflush(stdout);
    }

    int tell() const {
        Tally all;
        Count missed = 0;
        std::printf("%-32s %8s %8s %8s %8s\n", "point", "runs", "restarts", "again", "failures");
        for (std::size_t i = 0; i < m_points.size(); ++i) {
            const Tally& tally = m_tallies[i];
            const bool tooFew = tally.restarts < m_options.restarts && !m_stopped;
            std::printf("%-32s %8llu %8llu %8llu %8llu%s\n", nameOf(m_points[i]).c_str(),
                        tally.runs, tally.restarts, tally.again, tally.failures,
                        tooFew ? "  FAILED: reached too few times" : "");
            missed += tooFew ? 1U : 0U;
            all.runs += tally.runs;
            all.restarts += tally.restarts;
            all.again += tally.again;
            all.failures += tally.failures;
        }
        std::printf("%llu points, %llu of them reached fewer than %llu times\n",
                    static_cast<Count>(m_points.size()), missed,
                    static_cast<Count>(m_options.restarts));
        std::printf("%llu restarts, and %llu after dying again at the start\n", all.restarts,
                    all.again);
        std::printf("%llu passed, %llu failed\n", all.runs - all.failures, all.failures);
        return missed + all.failures == 0 ? 0 : 1;
    }

    const Options& m_options;
    void (*m_running)(const RunOptions&);
    const std::vector<CrashPoint> m_points;
    std::vector<Tally> m_tallies;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_stopped = false;
    std::mutex m_printing;
    Count m_made = 0;  ///< failures made small
};

}  // namespace

int sweepCrashPoints(const Options& options, void (*running)(const RunOptions&)) {
    return Sweep(options, running).run();
}

}  // namespace timecoin::sim
