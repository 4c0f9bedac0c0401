#include "app/files/declaration.h"

#include "app/files/toml_section.h"
#include "app/files/whole_file.h"
#include "node/chain/address.h"

namespace timecoin {

namespace {

constexpr std::size_t kMaxServiceBytes = 255;

std::optional<std::uint32_t> parsePort(std::string_view text) {
    if (text.empty() || text.size() > 5) return std::nullopt;
    std::uint32_t port = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        port = port * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    if (port == 0 || port > 65'535) return std::nullopt;
    return port;
}

bool isHostCharacter(char c, bool bracketed) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || (bracketed && c == ':');
}

}  // namespace

Bytes signingBytes(const Declaration& declaration, std::string_view addressPrefix) {
    Writer out;
    out.raw(asBytes("TimeCoin genesis v1"));
    out.blob(asBytes(addressPrefix));
    out.fixed(declaration.operatorKey);
    declaration.owner.encode(out);
    declaration.payout.encode(out);
    out.blob(asBytes(declaration.service));
    return out.take();
}

Declaration declare(const SigningKey& operatorKey, const Lock& owner, const Lock& payout,
                    std::string service, std::string_view addressPrefix) {
    Declaration declaration{operatorKey.publicKey(), owner, payout, std::move(service), {}};
    declaration.signature = ed25519().sign(operatorKey, signingBytes(declaration, addressPrefix));
    return declaration;
}

bool verifyDeclaration(const Declaration& declaration, std::string_view addressPrefix) {
    return ed25519().verify(declaration.operatorKey, signingBytes(declaration, addressPrefix),
                            declaration.signature);
}

bool isServiceAddress(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (text.size() > kMaxServiceBytes || colon == std::string_view::npos || colon == 0 ||
        !parsePort(text.substr(colon + 1)))
        return false;
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.front() == '[';
    if (bracketed) {
        if (host.size() < 4 || host.back() != ']') return false;
        host = host.substr(1, host.size() - 2);
    }
    for (const char c : host)
        if (!isHostCharacter(c, bracketed)) return false;
    return true;
}

Result<DeclarationFile, FileError> readDeclaration(const QString& path) {
    const auto text = readTextFile(path);
    if (!text) return fail(text.error());
    auto root = TomlSection::parse(*text, path);
    if (!root) return fail(root.error());
    TomlSection section = root->section("declaration");

    DeclarationFile read;
    const auto readLock = [&](std::string_view key) {
        const std::string address = section.text(key);
        const auto lock = parseAddress(address, read.addressPrefix);
        if (!address.empty() && !lock)
            section.refuse(key, "is no address with the prefix '" + read.addressPrefix + "'");
        return lock ? *lock : Lock{};
    };
    read.addressPrefix = section.text("address_prefix");
    const auto operatorKey = fixedFromHex<PublicKey>(section.text("operator_key"));
    if (!operatorKey) section.refuse("operator_key", "must be 64 hexadecimal digits");
    read.declaration.operatorKey = operatorKey.value_or(PublicKey{});
    read.declaration.owner = readLock("owner");
    read.declaration.payout = readLock("payout");
    read.declaration.service = section.text("service");
    if (!isServiceAddress(read.declaration.service)) section.refuse("service", "must be host:port");
    const auto signature = fixedFromHex<Signature>(section.text("signature"));
    if (!signature) section.refuse("signature", "must be 128 hexadecimal digits");
    read.declaration.signature = signature.value_or(Signature{});
    if (!verifyDeclaration(read.declaration, read.addressPrefix))
        section.refuse("signature", {}, FileCode::BadDeclaration);
    section.finish();
    if (const auto refusal = root->finish()) return fail(*refusal);
    return read;
}

std::string declarationText(const DeclarationFile& file) {
    const Declaration& declaration = file.declaration;
    std::string text = "# A masternode's declaration for the genesis of a TimeCoin network.\n"
                       "# Send this file to whoever gathers the declarations: it holds no secret.\n"
                       "[declaration]\n";
    text += "address_prefix = " + tomlQuoted(file.addressPrefix) + '\n';
    text += "operator_key = " + tomlQuoted(toHex(declaration.operatorKey)) + '\n';
    text += "owner = " + tomlQuoted(formatAddress(declaration.owner, file.addressPrefix)) + '\n';
    text += "payout = " + tomlQuoted(formatAddress(declaration.payout, file.addressPrefix)) + '\n';
    text += "service = " + tomlQuoted(declaration.service) + '\n';
    text += "signature = " + tomlQuoted(toHex(declaration.signature)) + '\n';
    return text;
}

}  // namespace timecoin
