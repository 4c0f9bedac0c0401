// What this member has voted for in a window, and what it may still vote for (R-FIN-4, R-FIN-6).
// The one place where the rule "never two votes over one output" is kept.
#pragma once

#include "node/finality/facts.h"
#include "node/finality/tally.h"

#include <map>
#include <set>
#include <vector>

namespace timecoin {

class Ballot {
public:
    // --- votes that exist already
    /// Votes of the own safety log. `spent`: every outpoint that the ids spend.
    void restore(const std::vector<Hash>& ids, const std::vector<OutPoint>& spent);
    /// A vote signed with the own key that this ballot has not made: never contradicted either.
    void adopt(const Hash& id);
    /// The facts of a transfer that was voted for before they were known.
    void onFacts(const TransferFacts& facts);
    bool voted(const Hash& id) const { return m_voted.contains(id); }
    const std::set<Hash>& ids() const { return m_ids; }

    // --- votes to come
    /// `facts` may be voted for from now on; they outlive the ballot. Considering one that was
    /// voted for, or considered before, changes nothing.
    void consider(const TransferFacts& facts);
    /// These facts end: nothing that is not voted for yet may follow from them. Votes stay.
    void withdraw(const TransferFacts& facts);
    bool empty() const { return m_candidates.empty(); }
    /// The best fee rates first, at most `max`; they count as voted from here on.
    std::vector<Hash> take(std::size_t max);
    /// Less is left than the largest transfer could need.
    bool full() const;

private:
    struct Voted {
        bool factsKnown = false;
        bool restored = false;  // its inputs are part of m_unknownInputs until the facts are known
    };
    struct BestFirst {
        bool operator()(const TransferFacts* a, const TransferFacts* b) const;
    };
    struct SmallestFirst {
        bool operator()(const TransferFacts* a, const TransferFacts* b) const;
    };

    std::uint64_t remainingBytes() const;
    bool fits(const TransferFacts& facts) const;
    bool conflicts(const TransferFacts& facts) const;
    void addVoted(const Hash& id, Voted how);
    void keepFirstEligible();
    void unpark();

    // --- signed: never forgotten while the window lives
    std::map<Hash, Voted> m_voted;
    std::set<Hash> m_ids;
    std::set<OutPoint> m_spent;
    std::uint64_t m_usedBytes = 0;      // of those whose facts are known
    std::uint64_t m_unknownIds = 0;     // those whose facts are not
    std::uint64_t m_unknownInputs = 0;  // at least the inputs these have

    // --- may be signed; the first is always eligible, so that empty() is exact
    std::set<const TransferFacts*, BestFirst> m_candidates;
    std::set<const TransferFacts*, SmallestFirst> m_parked;  // do not fit now
};

}  // namespace timecoin
