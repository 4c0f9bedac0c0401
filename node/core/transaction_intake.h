// From bytes of a stranger to a transaction in the pool: known or not, coins found, witness checked in
// the pool of verifiers, checked again against the tip, then pooled (R-TX-*, R-POOL-*). A masternode
// transaction is pooled only when the registry of the tip would take it.
#pragma once

#include "node/core/parts.h"
#include "node/core/waiting_room.h"

#include <map>
#include <set>

namespace timecoin {

class TransactionIntake {
public:
    explicit TransactionIntake(CoreParts& parts) : m_parts(parts) {}

    /// A copy arrived. Nothing happens for one that is pooled, in work or lately refused.
    void arrive(std::shared_ptr<const Transaction> transaction, PeerNumber from, Instant now);
    /// One out of this node's file, `from` kSelf or kRestored: the same, and its age is kept.
    void restore(std::shared_ptr<const Transaction> transaction, PeerNumber from,
                 std::uint64_t ageMs, Instant now);
    /// Its check came back. Returns it when it is now in the pool and was not before.
    TransactionPtr onOutcome(const TransactionOutcome& outcome, PeerNumber from, Instant now);
    /// The tip moved: what waits for a parent may be possible or hopeless now, or has waited enough.
    void onCommitted(Instant now);
    /// Why the registry of the tip rules out a pooled transaction; nullopt: it may take it, if not
    /// at once.
    std::optional<TxError> hopeless(const CheckedTransaction& transaction) const;

private:
    /// `sinceMs`: it waits from then on when its parent is missing.
    void arriveAgain(std::shared_ptr<const Transaction> transaction, PeerNumber from,
                     std::uint64_t sinceMs, Instant now);
    void begin(std::shared_ptr<const Transaction> transaction, const Hash& fullHash,
               PeerNumber from, std::uint64_t sinceMs, Instant now);
    void expireWaiting(Instant now);
    /// True when it was refused, or needs no check: it is in a block.
    bool refusedByRegistry(const Transaction& transaction, const Hash& fullHash, Instant now);
    std::optional<TxError> askRegistry(const MasternodeAction& action, const Hash& txid) const;
    void reject(const Hash& id, const Hash& fullHash, TxError reason, Instant now);
    void wakeChildrenOf(const Hash& id, Instant now);

    CoreParts& m_parts;
    std::set<Hash> m_inWork;               // full hashes
    std::map<Hash, std::uint64_t> m_ages;  // of restored ones, by full hash; bounded by the file
    WaitingRoom m_waiting;                 // for parents that are not here
};

}  // namespace timecoin
