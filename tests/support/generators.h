// Generated transactions for properties. Header only, RapidCheck.
#pragma once

#include "tests/support/fixtures.h"
#include "tests/support/properties.h"

#include <algorithm>
#include <set>

namespace timecoin {

inline rc::Gen<Lock> genLock() {
    return rc::gen::apply(
        [](bool list, const Hash& data) {
            return Lock{list ? LockKind::KeyList : LockKind::Key, data.data};
        },
        rc::gen::arbitrary<bool>(), genFixed<Hash>());
}

inline rc::Gen<Output> genOutput() {
    return rc::gen::apply(
        [](std::uint64_t value, const Lock& lock) {
            return Output{*Amount::fromSatoshi(value >> 1), lock};
        },
        rc::gen::arbitrary<std::uint64_t>(), genLock());
}

inline rc::Gen<OutPoint> genOutPoint() {
    return rc::gen::apply(
        [](const Hash& txid, std::uint32_t index) {
            return OutPoint{txid, index};
        },
        genFixed<Hash>(), rc::gen::arbitrary<std::uint32_t>());
}

inline rc::Gen<KeyList> genKeyList() {
    return rc::gen::apply(
        [](const std::set<Hash>& keys, std::uint8_t required) {
            KeyList list;
            for (const Hash& key : keys) list.keys.push_back(PublicKey{key.data});
            list.required = static_cast<std::uint8_t>(1 + required % keys.size());
            return list;
        },
        rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, kMaxLockKeys + 1),
                        [](std::size_t size) {
                            return rc::gen::unique<std::set<Hash>>(size, genFixed<Hash>());
                        }),
        rc::gen::arbitrary<std::uint8_t>());
}

/// In canonical form, of any kind; not necessarily valid.
inline rc::Gen<Transaction> genTransaction() {
    return rc::gen::exec([] {
        Transaction tx;
        tx.kind = static_cast<TransactionKind>(*rc::gen::inRange(0, 6));
        tx.inputs = *rc::gen::container<std::vector<OutPoint>>(genOutPoint());
        tx.outputs = *rc::gen::container<std::vector<Output>>(genOutput());
        tx.memo = *genBytes(kMaxMemoBytes);
        tx.payload = *genBytes(100);
        const auto lists = *rc::gen::inRange(0, 4);
        for (int i = 0; i < lists; ++i) tx.witness.keyLists.push_back(*genKeyList());
        std::sort(tx.witness.keyLists.begin(), tx.witness.keyLists.end(),
                  [](const KeyList& a, const KeyList& b) { return a.lock() < b.lock(); });
        const auto keys = *rc::gen::container<std::set<Hash>>(genFixed<Hash>());
        for (const Hash& key : keys)
            tx.witness.signatures.push_back({PublicKey{key.data}, *genFixed<Signature>()});
        return tx;
    });
}

}  // namespace timecoin
