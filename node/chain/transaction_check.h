// Whether a transfer is well formed and rightly signed (R-TX-1..8), and whether its coins may be
// spent now. Pure, any thread: checkTransaction is what the verify pool runs.
#pragma once

#include "node/base/crypto.h"
#include "node/base/result.h"
#include "node/chain/coin.h"
#include "node/chain/transaction.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace timecoin {

/// Why a transaction is refused. Codes only: the window and the command line make the text.
enum class TxError : std::uint8_t {
    // Form: needs only the transaction itself (R-TX-2, R-TX-3).
    BadVersion,
    WrongKind,  ///< not a transfer
    NoInputs,
    NoOutputs,
    TooManyInputs,
    TooManyOutputs,
    MemoTooLong,
    PayloadNotEmpty,
    PayloadTooLong,
    TooLarge,
    DuplicateInput,
    DustOutput,
    BadWitness,  ///< lists or signatures not ascending, or a key list out of its bounds
    // Money (R-TX-4): needs the spent coins.
    SpentMismatch,  ///< the coins given are not one for each input
    AmountOverflow,
    SpendsTooMuch,  ///< outputs above inputs
    FeeTooLow,
    // Witness (R-TX-5, R-TX-6).
    MissingKeyList,
    UnusedKeyList,
    MissingSignature,
    UnusedSignature,
    BadSignature,
    // Context: depends on the state it meets.
    MissingCoin,
    Immature,
    CollateralLocked,
    Conflict,
    AlreadyKnown,
    PoolFull,
    Expired,  ///< waited too long in the pool
};

/// Stable snake_case name, for RPC, logs and tests.
std::string_view codeName(TxError error);

/// A transfer whose form, amounts and witness hold. Only checkTransaction makes one, so that holding
/// it is the proof; handed around as shared_ptr<const CheckedTransaction>.
struct CheckedTransaction {
    Transaction tx;
    Hash id;
    Hash fullHash;
    std::vector<Coin> spent;  ///< parallel to tx.inputs
    Amount fee;
    std::uint32_t size = 0;  ///< bytes, encoded
    std::uint32_t countedSize = 0;
    LtHash delta;  ///< outputs added, inputs removed

private:
    CheckedTransaction() = default;
    friend Result<CheckedTransaction, TxError> checkTransaction(Transaction tx,
                                                                std::vector<Coin> spent,
                                                                const Hash& genesis,
                                                                const SignatureScheme& scheme);
};

/// `spent` is parallel to `tx.inputs`. Cheap checks first, signatures last.
Result<CheckedTransaction, TxError> checkTransaction(Transaction tx, std::vector<Coin> spent,
                                                     const Hash& genesis,
                                                     const SignatureScheme& scheme);

/// Every input is in `view` just as it was checked, mature in `slot` and no collateral.
std::optional<TxError> checkSpendable(const CheckedTransaction& transfer, const CoinView& view,
                                      std::uint64_t slot, const std::set<OutPoint>& collaterals);

// The parts of checkTransaction, for the kinds that are no transfers but spend and sign alike.

/// Version, counts, sizes, duplicate inputs, dust and the canonical form of the witness; not the
/// kind and not what a payload holds.
std::optional<TxError> checkForm(const Transaction& tx);
/// The fee: spent minus outputs, not below kMinFeeSatoshi.
Result<Amount, TxError> checkAmounts(const Transaction& tx, const std::vector<Output>& spent);
/// The witness opens every spent lock, holds nothing that is not needed, and every signature is
/// good. Requires checkForm.
std::optional<TxError> checkWitness(const Transaction& tx, const std::vector<Output>& spent,
                                    const Hash& genesis, const SignatureScheme& scheme);

}  // namespace timecoin
