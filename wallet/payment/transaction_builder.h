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
    /// This output gets what the others and the fee leave ("Max"): all coins offered are spent, or
    /// the largest that fit, and there is no change. Its value does not count.
    std::optional<std::size_t> rest = std::nullopt;
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
    std::vector<Coin> spent;  ///< parallel to tx.inputs, as checkTransaction takes them
    Amount fee;
    Amount change;  ///< the last output when not zero
};

/// What buildTransfer would make of `coins`, without a signature; coins that mature after `slot` are
/// passed over. Every coin is under a key lock.
Result<SignedTransfer, PaymentError> planTransfer(const Payment& payment,
                                                  std::vector<WalletCoin> coins,
                                                  std::uint64_t slot);
/// Bytes of a planned transfer once it is signed.
std::size_t signedSize(const SignedTransfer& planned);

/// `planned` with its signatures; MissingKey when `keys` do not have one for every coin.
Result<SignedTransfer, PaymentError> signTransfer(SignedTransfer planned,
                                                  const std::vector<const SigningKey*>& keys,
                                                  const Hash& genesis,
                                                  const SignatureScheme& scheme = ed25519());

/// A transfer that checkTransaction accepts, or why there can be none. Only coins whose key is among
/// `funds.keys` are used; when none is, the error is MissingKey.
Result<SignedTransfer, PaymentError> buildTransfer(const Payment& payment, const Funds& funds,
                                                   const Hash& genesis,
                                                   const SignatureScheme& scheme = ed25519());

}  // namespace timecoin
