// A QR code: exact modules, dark on white in every theme, with the quiet zone that readers need.
// Thread: GUI.
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

namespace timecoin {

/// Modules around the code that stay white.
inline constexpr int kQuietModules = 4;

/// One pixel for each module times `scale`; null when `text` is too long for a code.
QImage qrImage(const QString& text, int scale);

class QrView : public QWidget {
    Q_OBJECT
public:
    explicit QrView(QWidget* parent = nullptr);

    /// Empty: nothing is shown.
    void setText(const QString& text);
    const QString& text() const { return m_text; }
    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {160, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    QImage m_modules;  ///< one pixel each
};

}  // namespace timecoin
