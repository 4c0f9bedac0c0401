#include "wallet/vault/vault_values.h"

#include "node/base/sealing.h"

namespace timecoin {

namespace {

constexpr std::size_t kTextOverhead = 4;  // its length

void writeText(Writer& out, const std::string& text) {
    out.blob(asBytes(text));
}

std::string readText(Reader& in, std::uint32_t max) {
    const ByteView bytes = in.blob(max);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void writeKeys(Writer& out, const std::vector<PublicKey>& keys) {
    out.count(keys.size());
    for (const PublicKey& key : keys) out.fixed(key);
}

std::vector<PublicKey> readKeys(Reader& in) {
    std::vector<PublicKey> keys(in.count(kMaxVaultKeys, PublicKey::kSize));
    for (PublicKey& key : keys) key = in.fixed<PublicKey>();
    return keys;
}

void writeTexts(Writer& out, const std::map<std::string, std::string>& texts) {
    out.count(texts.size());
    for (const auto& [key, text] : texts) {
        writeText(out, key);
        writeText(out, text);
    }
}

/// Fails on a key that comes twice, so that nothing is dropped without a word.
std::map<std::string, std::string> readTexts(Reader& in, std::uint32_t max, std::uint32_t maxText) {
    std::map<std::string, std::string> texts;
    for (std::uint32_t left = in.count(max, 2 * kTextOverhead); left > 0 && in.ok(); --left) {
        std::string key = readText(in, kMaxVaultTextBytes);
        std::string text = readText(in, maxText);
        if (!texts.emplace(std::move(key), std::move(text)).second) in.fail();
    }
    return texts;
}

bool textsFit(const std::map<std::string, std::string>& texts, std::size_t max,
              std::size_t maxText) {
    return texts.size() <= max && std::all_of(texts.begin(), texts.end(), [&](const auto& entry) {
               return entry.first.size() <= kMaxVaultTextBytes && entry.second.size() <= maxText;
           });
}

void writeRequest(Writer& out, const VaultRequest& request) {
    out.u32(request.index);
    writeText(out, request.label);
    writeText(out, request.message);
    out.flag(request.amount.has_value());
    if (request.amount) out.u64(request.amount->satoshi());
    out.u64(request.createdMs);
}

VaultRequest readRequest(Reader& in) {
    VaultRequest request;
    request.index = in.u32();
    request.label = readText(in, kMaxVaultTextBytes);
    request.message = readText(in, kMaxVaultTextBytes);
    if (in.flag()) {
        request.amount = Amount::fromSatoshi(in.u64());
        if (!request.amount) in.fail();
    }
    request.createdMs = in.u64();
    return request;
}

}  // namespace

bool VaultSecrets::areValid() const {
    const std::size_t size = entropy.view().size();
    return size >= 16 && size <= kMaxEntropyBytes && size % 4 == 0 &&
           seed.view().size() == kSeedBytes;
}

VaultSecrets VaultSecrets::copy() const {
    return {secretCopy(entropy.view()), secretCopy(seed.view())};
}

bool VaultPersonal::isWithinBounds() const {
    return receiveKeys.size() <= kMaxVaultKeys && changeKeys.size() <= kMaxVaultKeys &&
           requests.size() <= kMaxVaultRequests &&
           std::all_of(requests.begin(), requests.end(),
                       [](const VaultRequest& request) {
                           return request.label.size() <= kMaxVaultTextBytes &&
                                  request.message.size() <= kMaxVaultTextBytes;
                       }) &&
           textsFit(contacts, kMaxVaultContacts, kMaxVaultTextBytes) &&
           paymentLabels.size() <= kMaxVaultPaymentLabels &&
           std::all_of(
               paymentLabels.begin(), paymentLabels.end(),
               [](const auto& entry) { return entry.second.size() <= kMaxVaultTextBytes; }) &&
           textsFit(paid, kMaxVaultPaid, kMaxVaultTextBytes) && frozen.size() <= kMaxVaultFrozen &&
           textsFit(settings, kMaxVaultSettings, kMaxVaultSettingBytes);
}

void VaultPersonal::encode(Writer& out) const {
    writeKeys(out, receiveKeys);
    writeKeys(out, changeKeys);
    out.u32(nextReceive);
    out.u32(nextChange);
    out.count(requests.size());
    for (const VaultRequest& request : requests) writeRequest(out, request);
    writeTexts(out, contacts);
    out.count(paymentLabels.size());
    for (const auto& [txid, label] : paymentLabels) {
        out.fixed(txid);
        writeText(out, label);
    }
    writeTexts(out, paid);
    out.count(frozen.size());
    for (const VaultOutpoint& outpoint : frozen) {
        out.fixed(outpoint.txid);
        out.u32(outpoint.index);
    }
    out.u64(birthHeight);
    out.u64(createdMs);
    out.u64(backupTestedMs);
    out.flag(keychainOn);
    writeTexts(out, settings);
}

VaultPersonal VaultPersonal::decode(Reader& in) {
    constexpr std::size_t kLeastRequest = 4 + 2 * kTextOverhead + 1 + 8;
    VaultPersonal personal;
    personal.receiveKeys = readKeys(in);
    personal.changeKeys = readKeys(in);
    personal.nextReceive = in.u32();
    personal.nextChange = in.u32();
    personal.requests.resize(in.count(kMaxVaultRequests, kLeastRequest));
    for (VaultRequest& request : personal.requests) request = readRequest(in);
    personal.contacts = readTexts(in, kMaxVaultContacts, kMaxVaultTextBytes);
    for (std::uint32_t left = in.count(kMaxVaultPaymentLabels, Hash::kSize + kTextOverhead);
         left > 0 && in.ok(); --left) {
        const Hash txid = in.fixed<Hash>();
        if (!personal.paymentLabels.emplace(txid, readText(in, kMaxVaultTextBytes)).second)
            in.fail();
    }
    personal.paid = readTexts(in, kMaxVaultPaid, kMaxVaultTextBytes);
    for (std::uint32_t left = in.count(kMaxVaultFrozen, Hash::kSize + 4); left > 0 && in.ok();
         --left) {
        const Hash txid = in.fixed<Hash>();
        if (!personal.frozen.insert({txid, in.u32()}).second) in.fail();
    }
    personal.birthHeight = in.u64();
    personal.createdMs = in.u64();
    personal.backupTestedMs = in.u64();
    personal.keychainOn = in.flag();
    personal.settings = readTexts(in, kMaxVaultSettings, kMaxVaultSettingBytes);
    return personal;
}

}  // namespace timecoin
