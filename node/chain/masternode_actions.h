// What masternode transactions say in their payload (R-MN-10..13): registration, operator's update,
// owner's retirement, evidence. Pure values; whether the chain allows one now: node/masternodes.
#pragma once

#include "node/chain/evidence.h"
#include "node/chain/transaction.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace timecoin {

/// MasternodeRegister. Spends coins and pays a fee like a transfer; one of its outputs is the
/// collateral. Signed also by the operator key (proof of possession).
struct Registration {
    PublicKey operatorKey;
    Lock owner;  ///< lock of the collateral output; retires it
    Lock payout;
    std::string service;                 ///< "host:port", 1..255 bytes of 0x21..0x7e
    std::uint32_t collateralOutput = 0;  ///< index of the output that holds exactly the collateral
    std::uint16_t rulesVersion = 1;      ///< newest rules its program knows (R-UPG-1); not 0

    void encode(Writer& out) const;
    static Registration decode(Reader& in);
    friend bool operator==(const Registration&, const Registration&) = default;
};

/// MasternodeUpdate. No inputs, outputs, fee. Signed by the operator key alone: new address, newer
/// rules, and it revives a suspended one. Never the payout.
struct OperatorUpdate {
    OutPoint collateral;
    PublicKey operatorKey;
    std::uint64_t number = 0;  ///< one above the last update's: nothing can be replayed
    std::string service;
    std::uint16_t rulesVersion = 1;

    void encode(Writer& out) const;
    static OperatorUpdate decode(Reader& in);
    friend bool operator==(const OperatorUpdate&, const OperatorUpdate&) = default;
};

/// MasternodeRetire. No inputs, outputs, fee. The witness opens the owner lock.
struct Retirement {
    OutPoint collateral;
    Lock owner;

    void encode(Writer& out) const;
    static Retirement decode(Reader& in);
    friend bool operator==(const Retirement&, const Retirement&) = default;
};

/// Evidence (kind 5) is struct Evidence in evidence.h. No inputs, outputs, fee, witness: anybody's.
using MasternodeAction = std::variant<Registration, OperatorUpdate, Retirement, Evidence>;

TransactionKind kindOf(const MasternodeAction& action);
Bytes encodePayload(const MasternodeAction& action);
/// nullopt: not the canonical payload of `kind`, or `kind` is none of the four.
std::optional<MasternodeAction> decodePayload(TransactionKind kind, ByteView payload);
/// Locks the witness must open beside those of the spent coins: operator key or owner.
std::vector<Lock> extraLocks(const MasternodeAction& action);

constexpr bool isMasternodeKind(TransactionKind kind) {
    return kind == TransactionKind::MasternodeRegister ||
           kind == TransactionKind::MasternodeUpdate || kind == TransactionKind::MasternodeRetire ||
           kind == TransactionKind::Evidence;
}
/// Update, Retire and Evidence: neither inputs nor outputs.
constexpr bool movesNoCoins(TransactionKind kind) {
    return isMasternodeKind(kind) && kind != TransactionKind::MasternodeRegister;
}

}  // namespace timecoin
