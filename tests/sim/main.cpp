// timecoin-sim: runs seeds, prints every failure with the command that replays it.
#include "tests/sim/minimise.h"
#include "tests/sim/options.h"
#include "tests/sim/simulation.h"
#include "tests/sim/sweep.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

using namespace timecoin;
using namespace timecoin::sim;

namespace {

thread_local RunOptions tlsRunning;
/// So many failures of a campaign are made small: the first ones, since others are often the same.
constexpr std::uint64_t kMinimised = 2;

/// An assertion of the node failed: that seed is worth as much as any other failure.
void onAbort(int) {
    std::printf("FAILED seed %llu: the program aborted\n  replay: timecoin-sim %s --trace\n",
                static_cast<unsigned long long>(tlsRunning.seed), commandOf(tlsRunning).c_str());
    std::fflush(stdout);
    std::_Exit(1);
}

class Campaign {
public:
    explicit Campaign(const Options& options) : m_options(options) { m_runs = options.runs; }

    int run() {
        std::vector<std::thread> threads;
        for (std::uint32_t i = 1; i < m_options.jobs; ++i) threads.emplace_back([this] { work(); });
        work();
        for (std::thread& thread : threads) thread.join();
        std::printf("%llu blocks, %llu payments, %llu of them final before their block, "
                    "%llu changes of the members\n",
                    count(m_blocks), count(m_payments), count(m_finals), count(m_changes));
        std::printf(
            "%llu members lied in %llu runs; %llu evidence in blocks; %llu runs ended early, "
            "with more than f faulty\n",
            count(m_liars), count(m_lyingRuns), count(m_evidence), count(m_beyond));
        if (m_disks.operations != 0)
            std::printf("%llu writes and syncs of disks: %llu losses of power, %llu kills (%llu of "
                        "both within a write), %llu errors, %llu closings\n",
                        number(m_disks.operations), number(m_disks.powerLosses),
                        number(m_disks.kills), number(m_disks.diedStoring), number(m_disks.errors),
                        number(m_disks.closings));
        std::printf("%llu passed, %llu failed\n", count(m_passed), count(m_failed));
        return m_failed == 0 ? 0 : 1;
    }

private:
    static unsigned long long number(std::uint64_t value) { return value; }
    static unsigned long long count(const std::atomic<std::uint64_t>& number) {
        return number.load();
    }

    void work() {
        while (true) {
            const std::size_t next = m_next++;
            if (next >= m_runs.size()) return;
            if (m_options.stopAtFirst && m_failed != 0) return;
            runOne(m_runs[next]);
        }
    }

    void runOne(const RunOptions& run) {
        tlsRunning = run;
        RunReport report = Simulation(run).run();
        if (m_options.replayTwice && !report.failure) {
            const RunReport again = Simulation(run).run();
            if (again.traceDigest != report.traceDigest)
                report.failure = "replay: two runs of one seed differ";
        }
        m_blocks += report.height;
        m_payments += report.payments;
        m_finals += report.finals;
        m_changes += report.changes;
        m_liars += report.liars;
        m_lyingRuns += report.liars != 0 ? 1U : 0U;
        m_evidence += report.evidence;
        m_beyond += report.beyond ? 1U : 0U;
        {
            const std::lock_guard lock(m_printing);
            m_disks.add(report.disks);
        }
        if (!report.failure) {
            ++m_passed;
            if (m_options.runs.size() == 1)
                std::printf("seed %llu: %llu blocks in %llu ms of virtual time, trace %016llx\n",
                            static_cast<unsigned long long>(run.seed),
                            static_cast<unsigned long long>(report.height),
                            static_cast<unsigned long long>(report.virtualMs),
                            static_cast<unsigned long long>(report.traceDigest));
            return;
        }
        const std::lock_guard lock(m_printing);
        ++m_failed;
        std::printf("FAILED seed %llu: %s\n  replay: timecoin-sim %s --trace\n",
                    static_cast<unsigned long long>(run.seed), report.failure->c_str(),
                    commandOf(run).c_str());
        std::fflush(stdout);
        if (m_options.minimise && m_failed <= kMinimised) makeSmall(run, *report.failure);
    }

    void makeSmall(const RunOptions& run, const std::string& failure) {
        const Minimised small = minimise(run, failure, [](const RunOptions& candidate) {
            tlsRunning = candidate;
            RunOptions quiet = candidate;
            quiet.printTrace = false;
            return Simulation(quiet).run().failure;
        });
        std::printf("  small after %u runs: timecoin-sim %s --trace\n  %s\n  for seeds.txt: %s\n",
                    small.tried, commandOf(small.run).c_str(), small.failure.c_str(),
                    lineOf(small.run, small.failure).c_str());
        std::fflush(stdout);
    }

    const Options& m_options;
    std::vector<RunOptions> m_runs;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::uint64_t> m_passed = 0;
    std::atomic<std::uint64_t> m_failed = 0;
    std::atomic<std::uint64_t> m_blocks = 0;
    std::atomic<std::uint64_t> m_payments = 0;
    std::atomic<std::uint64_t> m_finals = 0;
    std::atomic<std::uint64_t> m_changes = 0;
    std::atomic<std::uint64_t> m_liars = 0;
    std::atomic<std::uint64_t> m_lyingRuns = 0;
    std::atomic<std::uint64_t> m_evidence = 0;
    std::atomic<std::uint64_t> m_beyond = 0;
    std::mutex m_printing;
    DiskReport m_disks;  // by m_printing
};

}  // namespace

int main(int argc, char** argv) {
    const auto options = parseOptions({argv + 1, argv + argc});
    if (!options.ok()) {
        std::fprintf(stderr, "timecoin-sim: %s\n%s", options.error().c_str(), kUsage);
        return 2;
    }
    if (!startCrypto()) {
        std::fprintf(stderr, "timecoin-sim: libsodium does not start\n");
        return 2;
    }
    std::signal(SIGABRT, onAbort);
    std::signal(SIGSEGV, onAbort);
    if (options->sweep)
        return sweepCrashPoints(*options, [](const RunOptions& run) { tlsRunning = run; });
    return Campaign(*options).run();
}
