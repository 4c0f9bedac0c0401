// Builds and signs a transfer. Pure; keys are borrowed for the call only.
#pragma once

#include "node/base/crypto.h"
#include "wallet/payment/coin_selection.h"

#include <vector>

namespace timecoin {

/// What is to be paid, and how.
struct Payment {
    std::vector<Output> outputs;
    Lock change;  ///< who gets what is left over
    Bytes memo;   ///< encrypted already
    FeeRate rate{1, 1};
};

/// What may pay for it.
struct Funds {
    /// Collaterals and coins promised to other payments left out by the caller.
    std::vector<WalletCoin> coins;
    std::vector<const SigningKey*> keys;
    /// Slot of the next block: rewards that mature later are passed over (R-MONEY-5).
    std::uint64_t slot = 0;
};

struct SignedTransfer {
    Transaction tx;
    std::vector<Coin> spent;  ///< parallel to tx.inputs, as checkTransfer takes them
    Amount fee;
    Amount change;  ///< the last output when not zero
};

/// A transfer that checkTransfer accepts, or why there can be none. Only coins whose key is among
/// `funds.keys` are used; when none is, the error is MissingKey.
Result<SignedTransfer, PaymentError> buildTransfer(const Payment& payment, const Funds& funds,
                                                   const Hash& genesis,
                                                   const SignatureScheme& scheme = ed25519());

}  // namespace timecoin
