// The keys of a wallet: m/44'/<coin>'/0'/<chain>'/<index>' by SLIP-0010. Pure.
#pragma once

#include "wallet/keys/slip10.h"

#include <cstdint>

namespace timecoin {

/// The second step of the path. SLIP-0044 gives every test network 1. TimeCoin is not in its list;
/// the four letters "time" read as a number are far from the numbers given out one after the other,
/// and in it none has that one. Never change it: wallets restored from words look there.
enum class CoinType : std::uint32_t {
    TimeCoin = 0x7469'6d65,
    Test = 1,  ///< testnet and sandbox
};

enum class KeyChain : std::uint32_t {
    Receive = 0,  ///< addresses handed out
    Change = 1,
};

/// Keys of one chain are numbered from 0 to below this.
inline constexpr std::uint32_t kMaxKeys = 0x8000'0000;

/// m/44'/<coin>'/0' and below it both chains, derived once; wiped when it goes. Move only.
class AccountKey {
public:
    /// `seed` as seedOf() makes it (16 to 64 bytes).
    static AccountKey fromSeed(ByteView seed, CoinType coin);

    SigningKey signingKeyAt(KeyChain chain, std::uint32_t index) const;
    PublicKey publicKeyAt(KeyChain chain, std::uint32_t index) const;

private:
    AccountKey(Slip10Node receive, Slip10Node change);
    Slip10Node m_receive;
    Slip10Node m_change;
};

}  // namespace timecoin
