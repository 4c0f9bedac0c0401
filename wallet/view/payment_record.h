// One payment as the wallet keeps it: the transaction and what happened to it. Pure values.
#pragma once

#include "node/chain/transaction.h"

#include <cstdint>
#include <map>
#include <string>

namespace timecoin {

enum class RecordState : std::uint8_t {
    Created,
    Seen,
    Certified,
    Final,
    InBlock,
    Rejected,
    Abandoned,
};
constexpr bool isIrreversible(RecordState state) {
    return state == RecordState::Final || state == RecordState::InBlock;
}
constexpr bool isOver(RecordState state) {
    return state == RecordState::Rejected || state == RecordState::Abandoned;
}

/// Facts only; state() follows from them, so that the order in which they came does not matter.
struct PaymentRecord {
    Transaction tx;  ///< whole, with its witness: an unfinished one is handed in again as it is
    bool madeHere = false;
    bool final = false;
    bool abandoned = false;
    std::string reason;  ///< stable code of the refusal; empty: not refused
    std::uint64_t createdMs = 0;
    std::uint64_t certifiedMs = 0;
    std::uint64_t finalMs = 0;
    std::uint64_t finalAfterMs = 0;
    std::uint64_t height = 0;  ///< of its block; 0: none
    std::uint64_t blockMs = 0;
    std::uint64_t blockSlot = 0;
    std::string label;                           ///< given with the order, UTF-8
    std::map<std::uint32_t, std::string> names;  ///< given with the order, by output

    // What the node's pool says; it forgets with every start, so neither is kept.
    bool seen = false;
    bool certified = false;

    static constexpr std::uint32_t kMaxTextBytes = 4'096;
    static constexpr std::uint8_t kVersion = 1;

    RecordState state() const;
    /// Worth keeping in the history: made here, irreversible, or ended for good.
    bool isKept() const;

    /// Canonical; the history database keeps it as opaque bytes.
    void encode(Writer& out) const;
    static PaymentRecord decode(Reader& in);
    friend bool operator==(const PaymentRecord&, const PaymentRecord&) = default;
};

/// A refusal that says nothing about the payment itself: it is handed in again.
bool isTemporaryRefusal(const std::string& code);

}  // namespace timecoin
