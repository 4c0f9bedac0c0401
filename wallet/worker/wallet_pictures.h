// What the window sees, made from an open wallet: rows and snapshots by value. Thread: wallet.
#pragma once

#include "wallet/worker/open_wallet.h"

namespace timecoin {

PaymentEntry entryOf(const OpenWallet& wallet, const Hash& id);
RequestEntry requestEntryOf(const OpenWallet& wallet, const VaultRequest& request,
                            const std::map<OwnKey, LedgerBalances>& received);
/// Coins, balances, requests, contacts and counts; the rest is the worker's.
void fillPicture(WalletSnapshot& out, const OpenWallet& wallet);

}  // namespace timecoin
