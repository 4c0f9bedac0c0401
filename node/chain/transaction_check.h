// Whether a transaction is well formed and rightly signed (R-TX-1..8, R-MN-10..13), and whether its
// coins may be spent now. Pure, any thread: checkTransaction is what the verify pool runs.
#pragma once

#include "node/base/crypto.h"
#include "node/base/result.h"
#include "node/chain/coin.h"
#include "node/chain/masternode_actions.h"
#include "node/chain/transaction_error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace timecoin {

/// What a check needs beside the transaction: values and immortals only, so that jobs may keep it.
struct CheckBasis {
    Hash genesis;
    Amount collateral;  ///< of a masternode of this network (R-MN-10)
    const SignatureScheme& scheme;
};

/// A transaction of any kind but a reward whose form, amounts, payload and witness hold. Only
/// checkTransaction makes one, so that holding it is the proof; handed around as TransactionPtr.
struct CheckedTransaction {
    Transaction tx;
    Hash id;
    Hash fullHash;
    std::optional<MasternodeAction> action;  ///< what the payload says; none in a transfer
    std::vector<Coin> spent;                 ///< parallel to tx.inputs
    Amount fee;                              ///< zero where no coins move
    std::uint32_t size = 0;                  ///< bytes, encoded
    std::uint32_t countedSize = 0;           ///< of transfers; the others are not voted on
    LtHash delta;                            ///< outputs added, inputs removed

    bool isTransfer() const { return tx.kind == TransactionKind::Transfer; }

private:
    CheckedTransaction() = default;
    friend Result<CheckedTransaction, TxError> checkTransaction(Transaction tx,
                                                                std::vector<Coin> spent,
                                                                const CheckBasis& basis);
};
using TransactionPtr = std::shared_ptr<const CheckedTransaction>;

/// What was checked, as it is sent: the same bytes in memory, which stay while it is held.
inline std::shared_ptr<const Transaction> rawOf(const TransactionPtr& checked) {
    return {checked, &checked->tx};
}

/// `spent` is parallel to `tx.inputs`. Cheap checks first, signatures last.
Result<CheckedTransaction, TxError> checkTransaction(Transaction tx, std::vector<Coin> spent,
                                                     const CheckBasis& basis);

/// Every input is in `view` just as it was checked, mature in `slot` and no collateral.
std::optional<TxError> checkSpendable(const CheckedTransaction& transaction, const CoinView& view,
                                      std::uint64_t slot, const std::set<OutPoint>& collaterals);

}  // namespace timecoin
