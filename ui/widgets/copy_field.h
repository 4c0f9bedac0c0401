// A value to be read and copied: an address, a hash. Shown in chunks of equally wide characters,
// copied without the gaps. Thread: GUI.
#pragma once

#include <QString>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace timecoin {

/// "stime1 qxyz ..." : four characters each, from the end of the prefix on.
QString inChunks(const QString& value, int chunk = 4);

class CopyField : public QWidget {
    Q_OBJECT
public:
    /// `name` is what it is, for screen readers and the tooltip: "address".
    explicit CopyField(const QString& name, QWidget* parent = nullptr);

    void setValue(const QString& value);
    const QString& value() const { return m_value; }
    /// Whether gaps are shown; on at first.
    void setChunked(bool chunked);
    QToolButton* button() const { return m_button; }

public slots:
    void copy();

signals:
    void copied(const QString& value);

private:
    void showValue();
    void showCopied(bool copied);

    QString m_name;
    QString m_value;
    bool m_chunked = true;
    QLabel* m_label;
    QToolButton* m_button;
    QTimer m_back;
};

}  // namespace timecoin
