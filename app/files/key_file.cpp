#include "app/files/key_file.h"

#include "app/files/whole_file.h"

#include <QFile>
#include <QFileInfo>

#include <optional>

namespace timecoin {

namespace {

constexpr std::size_t kDigits = 2 * SigningKey::kSeedSize;
/// One byte more than digits, carriage return and newline: to notice a file that goes on.
constexpr std::size_t kReadBytes = kDigits + 3;

std::optional<std::uint8_t> digitValue(std::uint8_t digit) {
    if (digit >= '0' && digit <= '9') return static_cast<std::uint8_t>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<std::uint8_t>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F') return static_cast<std::uint8_t>(digit - 'A' + 10);
    return std::nullopt;
}

/// Not fromHex: its result would leave the seed in ordinary memory.
bool decodeSeed(ByteView text, std::span<std::uint8_t> seed) {
    for (std::size_t i = 0; i < seed.size(); ++i) {
        const auto high = digitValue(text[2 * i]);
        const auto low = digitValue(text[2 * i + 1]);
        if (!high || !low) return false;
        seed[i] = static_cast<std::uint8_t>(*high << 4 | *low);
    }
    return true;
}

bool onlyLineEnd(ByteView rest) {
    for (const std::uint8_t byte : rest)
        if (byte != '\n' && byte != '\r') return false;
    return rest.size() <= 2;
}

}  // namespace

Result<SigningKey, FileError> readKeyFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return refusedFile(FileCode::CannotRead, path, file.errorString());
#ifdef Q_OS_UNIX
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    if (file.permissions() & others) return refusedFile(FileCode::TooOpen, path);
#endif
    SecretBytes text(kReadBytes);
    char* at = reinterpret_cast<char*>(text.span().data());
    std::size_t have = 0;
    while (have < kReadBytes) {
        const qint64 more = file.read(at + have, static_cast<qint64>(kReadBytes - have));
        if (more < 0) return refusedFile(FileCode::CannotRead, path, file.errorString());
        if (more == 0) break;
        have += static_cast<std::size_t>(more);
    }
    const ByteView digits = text.view().first(have);
    SecretBytes seed(SigningKey::kSeedSize);
    if (have < kDigits || !onlyLineEnd(digits.subspan(kDigits)) || !decodeSeed(digits, seed.span()))
        return refusedFile(FileCode::BadKeyFile, path);
    return SigningKey::fromSeed(seed.view());
}

Status<FileError> createKeyFile(const QString& path, const SigningKey& key) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    SecretBytes text(kDigits + 1);
    const std::span<std::uint8_t> out = text.span();
    const ByteView seed = key.seed();
    for (std::size_t i = 0; i < seed.size(); ++i) {
        out[2 * i] = static_cast<std::uint8_t>(kHex[seed[i] >> 4]);
        out[2 * i + 1] = static_cast<std::uint8_t>(kHex[seed[i] & 15]);
    }
    out[kDigits] = '\n';
    return createFile(path, text.view(), FileAccess::OwnerOnly);
}

}  // namespace timecoin
