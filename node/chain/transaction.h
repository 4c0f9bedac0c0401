// Transactions: what moves money (R-TX-1..8 in node/PROTOCOL.md).
#pragma once

#include "node/base/amount.h"
#include "node/base/bytes.h"
#include "node/base/codec.h"
#include "node/base/limits.h"

#include <cstdint>
#include <vector>

namespace timecoin {

/// One output of one transaction.
struct OutPoint {
    Hash txid;
    std::uint32_t index = 0;

    static constexpr std::size_t kEncodedSize = 36;
    void encode(Writer& out) const;
    static OutPoint decode(Reader& in);
    friend auto operator<=>(const OutPoint&, const OutPoint&) = default;
};

enum class LockKind : std::uint8_t {
    Key = 0,      ///< `data` is an Ed25519 public key
    KeyList = 1,  ///< `data` is the hash of an m-of-n KeyList
};

/// Who may spend an output. Unknown kinds do not decode.
struct Lock {
    LockKind kind = LockKind::Key;
    std::array<std::uint8_t, 32> data{};

    static constexpr std::size_t kEncodedSize = 33;
    static Lock toKey(const PublicKey& key) { return {LockKind::Key, key.data}; }
    void encode(Writer& out) const;
    static Lock decode(Reader& in);
    friend auto operator<=>(const Lock&, const Lock&) = default;
};

struct Output {
    Amount value;
    Lock lock;

    static constexpr std::size_t kEncodedSize = 41;
    void encode(Writer& out) const;
    static Output decode(Reader& in);
    friend bool operator==(const Output&, const Output&) = default;
};

/// The opened m-of-n list whose hash a KeyList lock holds: 1 <= required <= keys.size() <=
/// kMaxLockKeys, keys strictly ascending.
struct KeyList {
    std::uint8_t required = 1;
    std::vector<PublicKey> keys;

    void encode(Writer& out) const;
    static KeyList decode(Reader& in);
    Lock lock() const;
    friend bool operator==(const KeyList&, const KeyList&) = default;
};

struct KeySignature {
    PublicKey key;
    Signature signature;
    friend bool operator==(const KeySignature&, const KeySignature&) = default;
};

/// Outside the id: opened key lists (ascending by lock, distinct) and one signature per distinct
/// key (strictly ascending by key), not per input.
struct Witness {
    std::vector<KeyList> keyLists;
    std::vector<KeySignature> signatures;

    void encode(Writer& out) const;
    static Witness decode(Reader& in);
    friend bool operator==(const Witness&, const Witness&) = default;
};

enum class TransactionKind : std::uint8_t {
    Transfer = 0,
    Reward = 1,  ///< made by a proposer, at most one in a block, first in it; names its height
    MasternodeRegister = 2,
    MasternodeUpdate = 3,
    MasternodeRetire = 4,
    Evidence = 5,
};

/// Bound of the payload of a kind (R-TX-2).
constexpr std::uint32_t maxPayloadBytes(TransactionKind kind) {
    return kind == TransactionKind::Evidence ? kMaxEvidenceBytes : kMaxPayloadBytes;
}

struct Transaction {
    static constexpr std::uint16_t kVersion = 1;

    std::uint16_t version = kVersion;
    TransactionKind kind = TransactionKind::Transfer;
    std::vector<OutPoint> inputs;
    std::vector<Output> outputs;
    Bytes memo;     ///< encrypted, at most kMaxMemoBytes
    Bytes payload;  ///< by kind: Transfer none, Reward the height (u64), else masternode_actions.h
    Witness witness;

    /// Everything but the witness, in the layout that the id hashes.
    Bytes encodedCore() const;
    void encode(Writer& out) const;
    /// Fails on unknown versions and kinds and on every bound of limits.h.
    static Transaction decode(Reader& in);

    /// Hash of everything but the witness: the payment's identity.
    Hash id() const;
    /// Hash of everything: identifies one copy with one witness. Relay and rejection caches use it.
    Hash fullHash() const;

    friend bool operator==(const Transaction&, const Transaction&) = default;
};

/// What every witness signs: domain, genesis hash, id, and value and lock of every spent output in
/// input order (so an offline signer can check the fee). `spent` is parallel to `tx.inputs`.
Hash signingHash(const Transaction& tx, const Hash& genesis, const std::vector<Output>& spent);

/// The size a vote budget counts (R-FIN-4): the core plus the largest witness the spent locks
/// allow, so that it depends only on what the id hashes.
std::uint32_t countedSize(const Transaction& tx, const std::vector<Output>& spent);

}  // namespace timecoin
