#include "tests/sim/minimise.h"

#include <algorithm>

namespace timecoin::sim {

namespace {

constexpr std::uint32_t kMostAttempts = 120;
constexpr std::uint64_t kMostPayments = 1'000;

class Search {
public:
    Search(const RunOptions& run, const std::string& failure, const Try& attempt)
        : m_best{run, failure},
          m_promise(failure.substr(0, failure.find(':'))),
          m_attempt(attempt) {}

    Minimised run() {
        leaveKindsOut();
        shorten();
        payLess();
        leaveKindsOut();  // what a long run needed a short one may not
        return m_best;
    }

private:
    bool take(const RunOptions& candidate) {
        if (m_best.tried == kMostAttempts) return false;
        ++m_best.tried;
        const auto failure = m_attempt(candidate);
        if (!failure || failure->substr(0, failure->find(':')) != m_promise) return false;
        m_best.run = candidate;
        m_best.failure = *failure;
        return true;
    }

    void leaveKindsOut() {
        for (const std::string& kind : Scenario::kinds()) {
            RunOptions candidate = m_best.run;
            if (!candidate.without.insert(kind).second) continue;
            Random one(candidate.seed), other(candidate.seed);
            // What the seed does not have need not be left out.
            if (Scenario::draw(candidate, one).describe() ==
                Scenario::draw(m_best.run, other).describe())
                continue;
            take(candidate);
        }
    }

    void shorten() {
        for (std::uint32_t blocks = 3; blocks < m_best.run.blocks; blocks += 1 + blocks / 4) {
            RunOptions candidate = m_best.run;
            candidate.blocks = blocks;
            if (take(candidate)) return;
        }
    }

    void payLess() {
        for (std::uint64_t payments = 0; payments < std::min(m_best.run.payments, kMostPayments);
             payments += 1 + payments / 2) {
            RunOptions candidate = m_best.run;
            candidate.payments = payments;
            if (take(candidate)) return;
        }
    }

    Minimised m_best;
    std::string m_promise;
    const Try& m_attempt;
};

}  // namespace

Minimised minimise(const RunOptions& run, const std::string& failure, const Try& attempt) {
    return Search(run, failure, attempt).run();
}

}  // namespace timecoin::sim
