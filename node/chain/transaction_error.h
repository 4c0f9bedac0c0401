// Why a transaction is refused. Codes only: the window and the command line make the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace timecoin {

enum class TxError : std::uint8_t {
    // Form: needs only the transaction itself (R-TX-2, R-TX-3, R-MN-10..13).
    BadVersion,
    WrongKind,  ///< a reward, or a kind that has no place there
    NoInputs,
    NoOutputs,
    TooManyInputs,
    TooManyOutputs,
    MemoTooLong,
    PayloadNotEmpty,
    PayloadTooLong,
    PayloadMalformed,  ///< not the one encoding of what its kind says
    HasCoins,          ///< inputs, outputs or a memo in a kind that has none
    TooLarge,
    DuplicateInput,
    DustOutput,
    CollateralWrong,  ///< the named output is not the collateral under the owner's lock
    BadWitness,       ///< lists or signatures not ascending, or a key list out of its bounds
    // Money (R-TX-4): needs the spent coins.
    SpentMismatch,  ///< the coins given are not one for each input
    AmountOverflow,
    SpendsTooMuch,  ///< outputs above inputs
    FeeTooLow,
    // Witness (R-TX-5, R-TX-6) and evidence (R-EVI-1, R-EVI-3).
    MissingKeyList,
    UnusedKeyList,
    MissingSignature,
    UnusedSignature,
    BadSignature,
    EvidenceInvalid,  ///< its statements do not contradict, or are not signed by that key
    // Coins and pool: depends on the state it meets.
    MissingCoin,
    Immature,
    CollateralLocked,
    Conflict,
    AlreadyKnown,
    PoolFull,
    Crowded,  ///< too many that contradict it wait already: nothing is decided by that
    Expired,  ///< waited too long in the pool
    // Registry: what the masternodes of this moment say to it (R-MN-10..13).
    OperatorKeyInUse,
    RegistryFull,
    UnknownMasternode,  ///< no such registration, or one that has left
    WrongOperator,
    WrongOwner,
    StaleUpdate,    ///< its number is not one above the last update's
    UpdateTooSoon,  ///< this masternode was updated in this slot already
    AlreadyLeaving,
    EvidenceOtherEpoch,  ///< of before this registration, or of an epoch to come
    EvidenceKnown,       ///< there is evidence against this registration already
};
inline constexpr std::size_t kTxErrorCount = static_cast<std::size_t>(TxError::EvidenceKnown) + 1;

/// Stable snake_case name, for RPC, logs and tests.
std::string_view codeName(TxError error);

}  // namespace timecoin
