BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer cn-web -Name mapped -Publish 18201:80 | Out-Null
    New-BridgedContainer busybox -Name mute -Publish 18202:80 -- sleep 600 | Out-Null
    New-ClosedContainer busybox -Name shut -- sleep 600 | Out-Null
    Join-ContainerNetwork busybox -Container mapped -Name guest -- sleep 600 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Drawing the network for a terminal' {
    It 'shows each container, its port and who has joined it' {
        $text = (Show-ContainerNetworkMap).Text -join "`n"

        $text | Should -Match 'mapped +\d+\.\d+\.\d+\.\d+'
        $text | Should -Match '18201 ──▶ 80/tcp'
        $text | Should -Match 'guest +joined over lo'
        $text | Should -Match 'closed: lo alone'
    }

    It 'says what is wrong' {
        (Show-ContainerNetworkMap | Where-Object -Property IsFault).Text | Should -Match 'nobody listens on 80/tcp'
    }

    It 'has colours only where <Rendering> lets them: <Colours>' -ForEach @(
        @{ Rendering = 'PlainText'; Colours = $false }
        @{ Rendering = 'Host'; Colours = $false }
        @{ Rendering = 'Ansi'; Colours = $true }
    ) {
        $before = $PSStyle.OutputRendering
        try {
            $PSStyle.OutputRendering = $Rendering
            $text = Show-ContainerNetworkMap | Out-String
        } finally {
            $PSStyle.OutputRendering = $before
        }

        $text.Contains([char] 27) | Should -Be $Colours
        $text | Should -Match 'mapped'
    }

    It 'draws a snapshot from a file as it draws the host' {
        $path = Join-Path -Path $TestDrive -ChildPath 'host.json'
        Export-ContainerNetworkSnapshot -Path $path

        (Show-ContainerNetworkMap $path -Width 100 | Where-Object -Property ContainerName -EQ 'mapped').Kind | Should -Be 'Container'
    }
}

Describe 'Drawing the network into a file' {
    It 'writes <Form>, the same bytes each time' -ForEach @(@{ Form = 'svg' }, @{ Form = 'mmd' }, @{ Form = 'dot' }, @{ Form = 'json' }) {
        $snapshot = Get-ContainerNetworkSnapshot
        $first = $snapshot | Export-ContainerNetworkMap -Path (Join-Path -Path $TestDrive -ChildPath "first.$Form") -PassThru
        $second = Export-ContainerNetworkMap -Path (Join-Path -Path $TestDrive -ChildPath "second.$Form") -Snapshot $snapshot -PassThru

        Get-Content -Path $first -Raw | Should -BeExactly (Get-Content -Path $second -Raw)
        Get-Content -Path $first -Raw | Should -Match 'mapped'
    }

    It 'replaces nothing unless that is said' {
        $path = Join-Path -Path $TestDrive -ChildPath 'there.svg'
        Set-Content -Path $path -Value 'old'

        { Export-ContainerNetworkMap -Path $path -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        Export-ContainerNetworkMap -Path $path -Force -WhatIf
        Get-Content -Path $path | Should -Be 'old'
    }
}
