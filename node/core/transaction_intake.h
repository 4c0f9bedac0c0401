// From bytes of a stranger to a transfer in the pool: known or not, coins found, witness checked in
// the pool of verifiers, checked again against the tip, then pooled (R-TX-*, R-POOL-*).
#pragma once

#include "node/core/parts.h"

#include <map>
#include <set>

namespace timecoin {

class TransactionIntake {
public:
    explicit TransactionIntake(CoreParts& parts) : m_parts(parts) {}

    /// A copy arrived. Nothing happens for one that is pooled, in work or lately refused.
    void arrive(std::shared_ptr<const Transaction> transaction, PeerNumber from, Instant now);
    /// Its check came back. Returns the transfer when it is now in the pool and was not before.
    TransactionPtr onOutcome(const TransactionOutcome& outcome, PeerNumber from, Instant now);
    /// The tip moved: what waited for a parent may be possible or hopeless now.
    void onCommitted(Instant now);

private:
    struct Waiting {
        std::shared_ptr<const Transaction> transaction;
        PeerNumber from = kSelf;
    };

    void begin(std::shared_ptr<const Transaction> transaction, const Hash& fullHash,
               PeerNumber from, Instant now);
    void reject(const Hash& id, const Hash& fullHash, TxError reason, Instant now);
    void wakeChildrenOf(const Hash& id, Instant now);

    CoreParts& m_parts;
    std::set<Hash> m_inWork;                    // full hashes
    std::multimap<Hash, Waiting> m_waitingFor;  // by the missing parent's id; bounded
};

}  // namespace timecoin
