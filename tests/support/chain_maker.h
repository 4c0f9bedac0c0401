// A stored chain made longer by the rules: real transfers, checked and put into blocks by the
// ledger, certified by members whose keys are known, committed to a real store. For benchmarks and
// tests that need many coins on a disk. No Qt.
#pragma once

#include "node/ledger/ledger.h"
#include "node/storage/storage.h"

#include <vector>

namespace timecoin {

/// One input of one key, into as many outputs as it names.
struct PlannedTransfer {
    OutPoint outpoint;
    Coin coin;
    const SigningKey* key = nullptr;  ///< outlives the plan
    std::vector<Output> outputs;      ///< what they leave of the coin is the fee
};

class ChainMaker {
public:
    /// `store` has been opened with `network`; `operators` are those of its members, in their order,
    /// and outlive this.
    ChainMaker(const Network& network, const std::vector<SigningKey>& operators, ChainStore& store);

    const TipState& tip() const { return m_tip; }
    const ChainStore& store() const { return m_store; }

    /// Signed and checked, in the order of the plan, by as many threads as the machine has.
    std::vector<TransactionPtr> checked(const std::vector<PlannedTransfer>& plan) const;
    /// The next block with all of `transfers`, in their order, a block interval after the tip.
    /// Aborts when the ledger refuses it: the plan itself is wrong.
    BlockCommit next(const std::vector<TransactionPtr>& transfers) const;
    /// Of the block that next() makes.
    const HeightContext& context() const { return m_tip.next; }
    /// Stores it and stands on it.
    Status<StorageError> commit(const BlockCommit& commit);
    /// Stands on it: it is stored.
    void took(const BlockCommit& commit);

private:
    CommitCertificate certificate(const HeightContext& at, const Hash& block) const;

    Network m_network;
    const std::vector<SigningKey>& m_operators;
    ChainStore& m_store;
    TipState m_tip;
    HeightContext m_previous;  ///< governed the tip
    CommitCertificate m_lastCommit;
};

}  // namespace timecoin
