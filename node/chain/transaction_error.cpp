#include "node/chain/transaction_error.h"

#include <array>

namespace timecoin {

namespace {

constexpr std::array<std::string_view, 44> kCodeNames = {
    // Form.
    "bad_version", "wrong_kind", "no_inputs", "no_outputs", "too_many_inputs", "too_many_outputs",
    "memo_too_long", "payload_not_empty", "payload_too_long", "payload_malformed", "has_coins",
    "too_large", "duplicate_input", "dust_output", "collateral_wrong", "bad_witness",
    // Money.
    "spent_mismatch", "amount_overflow", "spends_too_much", "fee_too_low",
    // Witness and evidence.
    "missing_key_list", "unused_key_list", "missing_signature", "unused_signature", "bad_signature",
    "evidence_invalid",
    // Coins and pool.
    "missing_coin", "immature", "collateral_locked", "conflict", "already_known", "pool_full",
    "crowded", "expired",
    // Registry.
    "operator_key_in_use", "registry_full", "unknown_masternode", "wrong_operator", "wrong_owner",
    "stale_update", "update_too_soon", "already_leaving", "evidence_other_epoch", "evidence_known"};
static_assert(kCodeNames.size() == kTxErrorCount);

}  // namespace

std::string_view codeName(TxError error) {
    return kCodeNames[static_cast<std::size_t>(error)];
}

}  // namespace timecoin
