// What a block does, built up transaction by transaction. The checker and the producer of blocks both
// stand on this, so that they cannot disagree (lesson 1). Internal to node/ledger.
#pragma once

#include "node/ledger/ledger.h"
#include "node/masternodes/action_fold.h"

#include <map>
#include <optional>
#include <set>

namespace timecoin {

/// The reward transaction of the block after `tip`; nullopt when it would have no output.
/// `proposer` is a member of tip.next. (R-BLK-11)
std::optional<Transaction> makeReward(const TipState& tip, const Network& network,
                                      MemberIndex proposer, Amount fees);

/// Coins and registry after the tip with a block's transactions laid over them. A refused one leaves
/// no trace.
class BlockAssembly : public CoinView {
public:
    /// `context` must outlive it.
    explicit BlockAssembly(const LedgerContext& context);

    /// DuplicateTransaction, Conflict (an input is spent in this block already),
    /// TransferAfterAction, or TransactionInvalid, for which refusal() tells why.
    std::optional<BlockError> add(const CheckedTransaction& transaction);
    std::optional<TxError> refusal() const { return m_refusal; }

    bool contains(const Hash& id) const { return m_ids.contains(id); }
    Amount fees() const { return m_fees; }
    std::optional<Coin> coin(const OutPoint& outpoint) const override;

    /// Everything done, the reward's coins included; they exist only after all others.
    CoinDelta delta(const std::optional<Transaction>& reward) const;
    LtHash coinHash(const std::optional<Transaction>& reward) const;

private:
    std::optional<TxError> judge(const CheckedTransaction& transaction);
    void moveCoins(const CheckedTransaction& transaction);
    std::vector<CoinDelta::Created> rewardCoins(const std::optional<Transaction>& reward) const;

    const LedgerContext& m_context;
    std::set<OutPoint> m_collaterals;
    ActionFold m_fold;
    bool m_holdsActions = false;
    std::set<Hash> m_ids;
    std::map<OutPoint, Coin> m_created;  ///< made here and not spent here
    std::map<OutPoint, Coin> m_spent;    ///< of the coins after the tip
    std::set<OutPoint> m_passedThrough;  ///< made and spent here
    LtHash m_coinHash;
    Amount m_fees;
    std::optional<TxError> m_refusal;
};

/// R-BLK-12: no entries at height 1; afterwards a certificate of the tip by its own members.
bool checkLastCommit(const CommitCertificate& lastCommit, const LedgerContext& context);

}  // namespace timecoin
