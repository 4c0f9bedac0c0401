#include "node/chain/transaction.h"

#include "node/base/crypto.h"

#include <set>

namespace timecoin {

namespace {

constexpr std::size_t kKeySignatureSize = PublicKey::kSize + Signature::kSize;
constexpr std::size_t kMinKeyListSize = 1 + 4 + PublicKey::kSize;
constexpr std::size_t kMaxKeyListSize = 1 + 4 + kMaxLockKeys * PublicKey::kSize;

template <class T>
std::vector<T> decodeList(Reader& in, std::uint32_t max) {
    const std::uint32_t count = in.count(max, T::kEncodedSize);
    std::vector<T> items;
    items.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) items.push_back(T::decode(in));
    return items;
}

Bytes decodeBlob(Reader& in, std::uint32_t max) {
    const ByteView view = in.blob(max);
    return {view.begin(), view.end()};
}

void encodeCore(const Transaction& tx, Writer& out) {
    out.u16(tx.version);
    out.u8(static_cast<std::uint8_t>(tx.kind));
    out.count(tx.inputs.size());
    for (const OutPoint& input : tx.inputs) input.encode(out);
    out.count(tx.outputs.size());
    for (const Output& output : tx.outputs) output.encode(out);
    out.blob(tx.memo);
    out.blob(tx.payload);
}

}  // namespace

void OutPoint::encode(Writer& out) const {
    out.fixed(txid);
    out.u32(index);
}

OutPoint OutPoint::decode(Reader& in) {
    OutPoint outpoint;
    outpoint.txid = in.fixed<Hash>();
    outpoint.index = in.u32();
    return outpoint;
}

void Lock::encode(Writer& out) const {
    out.u8(static_cast<std::uint8_t>(kind));
    out.raw(data);
}

Lock Lock::decode(Reader& in) {
    const std::uint8_t kind = in.u8();
    if (kind > static_cast<std::uint8_t>(LockKind::KeyList)) in.fail();
    Lock lock;
    lock.kind = static_cast<LockKind>(in.ok() ? kind : 0);
    lock.data = in.fixed<Hash>().data;
    return lock;
}

void Output::encode(Writer& out) const {
    out.u64(value.satoshi());
    lock.encode(out);
}

Output Output::decode(Reader& in) {
    Output output;
    if (const auto value = Amount::fromSatoshi(in.u64()))
        output.value = *value;
    else
        in.fail();
    output.lock = Lock::decode(in);
    return output;
}

void KeyList::encode(Writer& out) const {
    out.u8(required);
    out.count(keys.size());
    for (const PublicKey& key : keys) out.fixed(key);
}

KeyList KeyList::decode(Reader& in) {
    KeyList list;
    list.required = in.u8();
    const std::uint32_t count = in.count(kMaxLockKeys, PublicKey::kSize);
    list.keys.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto key = in.fixed<PublicKey>();
        if (i > 0 && !(list.keys.back() < key)) in.fail();
        list.keys.push_back(key);
    }
    if (list.required < 1 || list.required > count) in.fail();
    return list;
}

Lock KeyList::lock() const {
    return {LockKind::KeyList, hashOf(Domain::LockKeyList, encoded(*this)).data};
}

void Witness::encode(Writer& out) const {
    out.count(keyLists.size());
    for (const KeyList& list : keyLists) list.encode(out);
    out.count(signatures.size());
    for (const KeySignature& entry : signatures) {
        out.fixed(entry.key);
        out.fixed(entry.signature);
    }
}

Witness Witness::decode(Reader& in) {
    Witness witness;
    const std::uint32_t lists = in.count(kMaxInputs, kMinKeyListSize);
    witness.keyLists.reserve(lists);
    Lock previous;
    for (std::uint32_t i = 0; i < lists && in.ok(); ++i) {
        witness.keyLists.push_back(KeyList::decode(in));
        const Lock lock = witness.keyLists.back().lock();
        if (i > 0 && !(previous < lock)) in.fail();
        previous = lock;
    }
    const std::uint32_t signatures =
        in.count(kMaxTransactionBytes / kKeySignatureSize, kKeySignatureSize);
    witness.signatures.reserve(signatures);
    for (std::uint32_t i = 0; i < signatures && in.ok(); ++i) {
        KeySignature entry;
        entry.key = in.fixed<PublicKey>();
        entry.signature = in.fixed<Signature>();
        if (i > 0 && !(witness.signatures.back().key < entry.key)) in.fail();
        witness.signatures.push_back(entry);
    }
    return witness;
}

Bytes Transaction::encodedCore() const {
    Writer out;
    encodeCore(*this, out);
    return out.take();
}

void Transaction::encode(Writer& out) const {
    encodeCore(*this, out);
    witness.encode(out);
}

Transaction Transaction::decode(Reader& in) {
    const std::size_t before = in.remaining();
    Transaction tx;
    tx.version = in.u16();
    const std::uint8_t kind = in.u8();
    if (tx.version != kVersion || kind > static_cast<std::uint8_t>(TransactionKind::Evidence))
        in.fail();
    tx.kind = static_cast<TransactionKind>(in.ok() ? kind : 0);
    tx.inputs = decodeList<OutPoint>(in, kMaxInputs);
    tx.outputs = decodeList<Output>(in, kMaxOutputs);
    tx.memo = decodeBlob(in, kMaxMemoBytes);
    tx.payload = decodeBlob(in, maxPayloadBytes(tx.kind));
    tx.witness = Witness::decode(in);
    if (before - in.remaining() > kMaxTransactionBytes) in.fail();
    return tx;
}

Hash Transaction::id() const {
    return hashOf(Domain::TransactionId, encodedCore());
}

Hash Transaction::fullHash() const {
    return hashOf(Domain::TransactionFull, encoded(*this));
}

Hash signingHash(const Transaction& tx, const Hash& genesis, const std::vector<Output>& spent) {
    Writer outputs;
    for (const Output& output : spent) output.encode(outputs);
    return Hasher(Domain::TransactionSign).add(genesis).add(tx.id()).add(outputs.bytes()).finish();
}

std::uint32_t countedSize(const Transaction& tx, const std::vector<Output>& spent) {
    std::set<Lock> locks;
    for (const Output& output : spent) locks.insert(output.lock);
    std::size_t size = tx.encodedCore().size() + 2 * sizeof(std::uint32_t);
    for (const Lock& lock : locks) {
        size += lock.kind == LockKind::Key ? kKeySignatureSize
                                           : kMaxKeyListSize + kMaxLockKeys * kKeySignatureSize;
    }
    return static_cast<std::uint32_t>(size);
}

}  // namespace timecoin
