{{- /* The variables of a service: (dict "root" . "name" … "service" … "single" …). */ -}}
{{- define "entente.env" -}}
{{- $v := .root.Values -}}
- {name: ENTENTE_LISTEN, value: ":8080"}
- {name: ENTENTE_METRICS_LISTEN, value: ":9090"}
- {name: ENTENTE_DATA, value: /data}
- {name: ENTENTE_LOG_FORMAT, value: json}
- {name: ENTENTE_KEY_FILE, value: /etc/entente/keys/hub.key}
- {name: ENTENTE_BOOTSTRAP_KEY_FILE, value: /etc/entente/keys/bootstrap.key}
{{- if $v.host }}
- {name: ENTENTE_PUBLIC_URL, value: "https://{{ $v.host }}"}
{{- end }}
{{- if not .single }}
- {name: ENTENTE_NATS, value: {{ $v.nats.url | quote }}}
- {name: ENTENTE_REPLICAS, value: {{ $v.nats.replicas | quote }}}
{{- range $variable, $key := dict "CREDS" $v.nats.credentials.creds "NKEY" $v.nats.credentials.nkey }}
{{- if $key }}
- {name: ENTENTE_NATS_{{ $variable }}, value: /etc/entente/nats/{{ $key }}}
{{- end }}
{{- end }}
{{- range $variable, $key := dict "CA" $v.nats.tls.ca "CERT" $v.nats.tls.cert "KEY" $v.nats.tls.key }}
{{- if $key }}
- {name: ENTENTE_NATS_TLS_{{ $variable }}, value: /etc/entente/nats-tls/{{ $key }}}
{{- end }}
{{- end }}
{{- end }}
{{- if $v.mongodb.existingSecret }}
- {name: ENTENTE_MONGODB_FILE, value: /etc/entente/mongodb/{{ $v.mongodb.uri }}}
{{- with $v.mongodb.ca }}
- {name: ENTENTE_MONGODB_CA, value: /etc/entente/mongodb/{{ . }}}
{{- end }}
{{- end }}
{{- if and (has .name (list "portal" "hub")) $v.oidc.issuer }}
- {name: ENTENTE_OIDC_ISSUER, value: {{ $v.oidc.issuer | quote }}}
- {name: ENTENTE_OIDC_CLIENT_ID, value: {{ $v.oidc.clientID | quote }}}
- {name: ENTENTE_OIDC_CLAIM, value: {{ $v.oidc.claim | quote }}}
{{- if $v.oidc.existingSecret }}
- {name: ENTENTE_OIDC_CLIENT_SECRET_FILE, value: /etc/entente/oidc/{{ $v.oidc.secretKey }}}
{{- end }}
{{- end }}
{{- with .service.resources.limits }}{{ with .memory }}
- {name: GOMEMLIMIT, value: {{ include "entente.gomemlimit" (dict "limit" .) }}}
{{- end }}{{ end }}
{{- include "entente.settings" (dict "settings" (mergeOverwrite (deepCopy $v.settings) .service.settings)) }}
{{- with .service.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- /* The secrets that a service reads besides the keys, by their folder: (dict "root" . "name" … "single" …). */ -}}
{{- define "entente.secrets" -}}
{{- $v := .root.Values -}}
{{- $all := dict "mongodb" $v.mongodb.existingSecret -}}
{{- if not .single }}{{ $all = merge $all (dict "nats" $v.nats.credentials.existingSecret "nats-tls" $v.nats.tls.existingSecret) }}{{ end -}}
{{- if has .name (list "portal" "hub") }}{{ $all = merge $all (dict "oidc" $v.oidc.existingSecret) }}{{ end -}}
{{- range $volume, $secret := $all }}
{{- if $secret }}
{{ $volume }}: {{ $secret }}
{{- end }}
{{- end }}
{{- end -}}
