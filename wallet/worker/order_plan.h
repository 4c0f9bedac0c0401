// From an order to a transfer: the one path that drafts and payments take. Thread: wallet.
#pragma once

#include "wallet/payment/transaction_builder.h"
#include "wallet/worker/open_wallet.h"

namespace timecoin {

struct OrderPlan {
    DraftAnswer draft;
    SignedTransfer transfer;  ///< without signatures, when draft.outcome.ok
    Payment payment;
    std::map<std::uint32_t, std::string> names;  ///< by output
    bool usesChangeKey = false;
};

/// As much of it as vault and history keep.
std::string boundedText(const QString& text);

/// What `order` would do with the coins there are. Nothing is kept.
OrderPlan planOrder(const OpenWallet& wallet, const PaymentOrder& order);
/// The plan with its signatures; the vault is unlocked.
std::optional<SignedTransfer> signPlan(const OpenWallet& wallet, const OrderPlan& plan);

}  // namespace timecoin
